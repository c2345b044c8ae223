package dev.neontasks.api;

import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON by the rules of the service. */
public final class ServiceMapper {

    private ServiceMapper() {
    }

    public static ObjectMapper create() {
        var mapper = new ObjectMapper().findAndRegisterModules();
        new JacksonSettings().customize(mapper);
        return mapper;
    }
}

package dev.neontasks.command.doctor;

/** Ends the walk: what is wrong, and how it shows. */
final class Diagnosis extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    Diagnosis(Fault fault, String detail) {
        super(detail.replaceAll("\\s*\\R\\s*", "; "));
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}

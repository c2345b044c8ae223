package dev.neontasks;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;

import dev.neontasks.mail.MailBox;

/** As {@link BehindASimulator}, with a mail server. */
public final class WithMail implements QuarkusTestProfile {

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BehindASimulator.Simulated.class), new TestResourceEntry(Mailed.class));
    }

    /** Gives the mailbox to every field of that type. */
    public static final class Mailed implements QuarkusTestResourceLifecycleManager {

        private MailBox mails;

        @Override
        public Map<String, String> start() {
            mails = new MailBox();
            return Map.of("MAIL_URL", mails.url(), "MAIL_FROM", "Our tasks <tasks@example.com>", "PUBLIC_URL",
                    "https://tasks.example.com");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(mails, new TestInjector.MatchesType(MailBox.class));
        }

        @Override
        public void stop() {
            mails.close();
        }
    }
}

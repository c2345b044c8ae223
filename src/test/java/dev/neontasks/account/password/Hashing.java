package dev.neontasks.account.password;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

/** Hashing as it costs in the service, which a test can watch and keep busy. */
@Singleton
public class Hashing {

    private final GuessedPasswords guessed;
    private final HashingThreads threads;

    Hashing(GuessedPasswords guessed, HashingThreads threads) {
        this.guessed = guessed;
        this.threads = threads;
    }

    /** A hash with other parameters than the service has, or {@link QuickPasswords}. */
    public static String cheap(String password) {
        return new Passwords(new Argon2Hash.Cost(128, 1, 1)).hash(password);
    }

    /** Adds to {@code compared} every hash that a password is compared with. */
    public PasswordProof watched(List<String> compared) {
        return new PasswordProof(new Passwords() {
            @Override
            boolean matches(String password, String hash) {
                compared.add(hash);
                return super.matches(password, hash);
            }
        }, guessed, threads);
    }

    /** Runs {@code test} while all threads are taken, and all places of those who wait for one. */
    public void whileBusy(Runnable test) {
        var release = new CountDownLatch(1);
        for (var i = 0; i < 1000; i++) {
            threads.run(new Claimant("account " + i, "10.0.0." + i), () -> await(release)).subscribe().with(done -> {
            }, refused -> {
            });
        }
        try {
            test.run();
        } finally {
            release.countDown();
        }
    }

    private static boolean await(CountDownLatch release) {
        try {
            return release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

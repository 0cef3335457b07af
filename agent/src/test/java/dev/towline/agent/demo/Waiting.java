package dev.towline.agent.demo;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// A program that says what it was given and waits to be ended.
final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws InterruptedException {
        var tidy = new Thread(() -> System.out.println("tidied up"), "tidy");
        Runtime.getRuntime().addShutdownHook(tidy);
        System.out.println(Arrays.toString(arguments));
        new CountDownLatch(1).await();
    }
}

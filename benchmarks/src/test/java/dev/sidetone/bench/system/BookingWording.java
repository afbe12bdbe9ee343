/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.system;

import dev.sidetone.bench.demo.BookingWish;
import dev.sidetone.bench.script.CallerScript;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Five ways to ask for the same appointment: what comes first, what comes together, how the time is
 * put, how the number is given, how the read-back is agreed to.
 */
enum BookingWording {
    STEP_BY_STEP(
            "i would like to book an appointment",
            "on {day}",
            "at {time}",
            "say: \"{number}\"",
            "say: \"yes\""),
    ALL_AT_ONCE(
            "i need an appointment on {day} at {time}",
            "{day}",
            "{time}",
            "say: \"my number is {number}\"",
            "say: yes that's right"),
    TIME_FIRST(
            "can you book me in at {time}",
            "for {day}",
            "for {time}",
            "say: \"{number-start}\"",
            "say: that's correct"),
    DAY_FIRST(
            "do you have anything free on {day}",
            "how about {day}",
            "how about {time-other}",
            "dtmf: \"{digits}#\"",
            "say: correct"),
    POLITELY(
            "good morning could i come in at {time-other} on {day} please",
            "on {day}",
            "at {time-other}",
            "say: \"the number is {number}\"",
            "dtmf: \"1#\"");

    /**
     * The agent's question decides what is said next, so that one script serves every wording. The
     * caller says yes to nothing but its own day, time and number.
     */
    private static final String SCRIPT =
            """
            steps:
              - wait-for-agent
              - say: "WISH"
              - until:
                  hears: (?i)number
                  tries: 12
                  replies:
                    - {to: (?i)press one to book, dtmf: "1#"}
                    - {to: (?i)press one for monday, dtmf: "{day-key}#"}
                    - {to: (?i)press the time, dtmf: "{time-keys}#"}
                    - {to: (?i)what day, say: "ON-DAY"}
                    - {to: (?i)what time, say: "AT-TIME"}
                    - {to: (?i)did not get|say that again|anything else, say: "WISH"}
              - NUMBER
              - until:
                  hears: READ-BACK
                  tries: 12
                  replies:
                    - {to: "(?i)^(?!.*{day} at {time-read},).*right", say: "no on {day} at {time}"}
                    - {to: (?i)right, say: "no"}
                    - {to: (?i)change, say: change the number}
                    - {to: (?i)press your phone number, dtmf: "{digits}#"}
                    - {to: (?i)rest, say: "{number-rest}"}
                    - {to: (?i)number|say that again, say: "{number-start}"}
              - YES
              - until:
                  hears: (?i)you are booked
                  tries: 6
                  settle-ms: 1200
                  replies:
                    - {to: "READ-BACK.*press one", dtmf: "1#"}
                    - {to: READ-BACK, say: "yes"}
                    - {to: (?i)change, say: "no"}
              - say: goodbye
              - wait-for-hangup
            """;

    private static final String READ_BACK =
            "(?i){day} at {time-read}, and your number is {number-read}\\\\..*right";

    private final String wish;
    private final String day;
    private final String time;
    private final String number;
    private final String yes;

    /** The last two are steps of a script. */
    BookingWording(String wish, String day, String time, String number, String yes) {
        this.wish = wish;
        this.day = day;
        this.time = time;
        this.number = number;
        this.yes = yes;
    }

    /** What this caller says to get that appointment. */
    CallerScript script(BookingWish booking, Scripts scripts) throws IOException {
        Map<String, String> values = new HashMap<>(booking.values());
        values.put("time-other", otherTime(booking));
        String script =
                SCRIPT.replace("WISH", wish)
                        .replace("ON-DAY", day)
                        .replace("AT-TIME", time)
                        .replace("- NUMBER", "- " + number)
                        .replace("- YES", "- " + yes)
                        .replace("\"READ-BACK.*press", '"' + READ_BACK + ".*press")
                        .replace("READ-BACK", '"' + READ_BACK + '"');
        return scripts.read(script, values);
    }

    /** The time as other people say it: half past two p m, nine o'clock a m. */
    private static String otherTime(BookingWish booking) {
        String[] said = booking.values().getOrDefault("time", "").split(" ", -1);
        String half = said[said.length - 2] + " m";
        return booking.minute() == 30
                ? "half past " + said[0] + ' ' + half
                : said[0] + " o'clock " + half;
    }
}

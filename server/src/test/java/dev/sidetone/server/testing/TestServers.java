/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.testing;

import dev.sidetone.server.Surroundings;
import dev.sidetone.server.VoiceServer;
import dev.sidetone.server.config.ConfigLoader;
import java.util.HashMap;
import java.util.Map;

/** Servers for tests, on a free port of loopback. */
public final class TestServers {
    private TestServers() {}

    /** A server of echo calls with these keys, written as environment variables, set. */
    public static VoiceServer launch(Map<String, String> environment) throws Exception {
        return launch(environment, Integer.MAX_VALUE);
    }

    /** The same with a limit on the agent's calls. */
    public static VoiceServer launch(Map<String, String> environment, int agentLimit)
            throws Exception {
        return launch(environment, agentLimit, Surroundings.ofThisProcess());
    }

    /** The same in other surroundings. */
    public static VoiceServer launch(
            Map<String, String> environment, int agentLimit, Surroundings surroundings)
            throws Exception {
        Map<String, String> all =
                new HashMap<>(Map.of("SIDETONE_PORT", "0", "SIDETONE_DRAIN_TIME", "0s"));
        all.putAll(environment);
        return VoiceServer.launch(
                new ConfigLoader(all).load(null), new EchoOnly(agentLimit), surroundings);
    }
}

/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.bench.providers;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The environment in which all three vendors are the scripted ones. */
public final class VendorVariables {
    private VendorVariables() {}

    /** With nothing else in it; the caller's to add to. */
    public static Map<String, String> of(URI vendors) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DEEPGRAM_BASE_URL", vendors.toString());
        variables.put("OPENAI_BASE_URL", vendors + "/v1");
        variables.put("ELEVENLABS_BASE_URL", vendors.toString());
        for (String vendor : new String[] {"DEEPGRAM", "OPENAI", "ELEVENLABS"}) {
            variables.put(vendor + "_API_KEY", "scripted");
        }
        return variables;
    }
}

-- One row a call. What is NULL is not known. A row without result is of a call that lives, or whose end was never written.
CREATE TABLE calls (
    call_key     INTEGER PRIMARY KEY,   -- this node's own number; a call id may come again
    call_id      TEXT    NOT NULL,      -- the carrier's
    agent        TEXT    NOT NULL,
    transport    TEXT    NOT NULL,
    started_ms   INTEGER NOT NULL,      -- epoch, milliseconds
    -- the termination
    result       TEXT,
    reason       TEXT,
    detail       TEXT,
    duration_ms  INTEGER,
    -- usage
    frames_in    INTEGER,
    audio_in_ms  INTEGER,
    audio_out_ms INTEGER,
    caller_chars INTEGER,
    agent_chars  INTEGER,
    -- the server's estimates over the call's turns
    mrl_p50_ms   REAL,
    mrl_p95_ms   REAL,
    mrl_max_ms   REAL
) STRICT;

CREATE INDEX calls_by_start  ON calls (started_ms);
CREATE INDEX calls_by_agent  ON calls (agent, started_ms);
CREATE INDEX calls_by_reason ON calls (reason, started_ms);
CREATE INDEX calls_by_result ON calls (result, started_ms);
CREATE INDEX calls_by_id     ON calls (call_id);

-- One row a turn, with the names of a turn record.
CREATE TABLE turns (
    call_key              INTEGER NOT NULL REFERENCES calls (call_key) ON DELETE CASCADE,
    turn                  INTEGER NOT NULL,
    caller_text           TEXT,
    agent_text            TEXT,
    agent_text_heard      TEXT,
    end_of_speech_ms      REAL,
    mrl_ms                REAL,
    mrl_arrival_ms        REAL,
    server_mrl_ms         REAL,
    endpointing_target_ms REAL,
    endpointing_ms        REAL,
    stt_final_ms          REAL,
    llm_first_token_ms    REAL,
    first_sentence_ms     REAL,
    tts_first_audio_ms    REAL,
    egress_ms             REAL,
    barged_in             INTEGER NOT NULL,
    barge_in_clear_ms     REAL,
    barge_in_stop_ms      REAL,
    stt                   TEXT,
    llm                   TEXT,
    tts                   TEXT,
    PRIMARY KEY (call_key, turn)
) STRICT, WITHOUT ROWID;

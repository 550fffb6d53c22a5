-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "SubmissionStatus" AS ENUM ('queued', 'running', 'checking', 'graded', 'failed');

-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL,
    "exercise" TEXT NOT NULL,
    "exercise_version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "files" JSON NOT NULL,
    "status" "SubmissionStatus" NOT NULL DEFAULT 'queued',
    "scenario" TEXT,
    "scenario_index" INTEGER,
    "scenario_total" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "deliveries" INTEGER NOT NULL DEFAULT 0,
    "idempotency_key" TEXT,
    "body_digest" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "max_score" DOUBLE PRECISION,
    "report" JSON,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "graded_at" TIMESTAMPTZ(3),

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "submission_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "scenario" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "exit_status" INTEGER,
    "signal" TEXT,
    "fault" JSON,
    "blocked" JSON NOT NULL,
    "elapsed_ms" DOUBLE PRECISION NOT NULL,
    "real_ms" DOUBLE PRECISION NOT NULL,
    "cpu_ms" DOUBLE PRECISION NOT NULL,
    "memory_bytes" BIGINT NOT NULL,
    "timeline" JSON NOT NULL,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("submission_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "submissions_idempotency_key_key" ON "submissions"("idempotency_key");

-- CreateIndex
CREATE INDEX "submissions_created_at_id_idx" ON "submissions"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "submissions_exercise_created_at_id_idx" ON "submissions"("exercise", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "submissions_status_created_at_id_idx" ON "submissions"("status", "created_at", "id");

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every change of state is announced when it is committed, whoever makes it: live events of all processes hang on it
-- (src/platform/notifications.ts, src/submissions/submission-state.ts). A payload has 8,000 bytes at most.
CREATE FUNCTION "announce_submission"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('interleave_submissions', json_build_object(
        'id', NEW."id",
        'revision', NEW."revision",
        'status', NEW."status",
        'scenario', NEW."scenario",
        'scenarioIndex', NEW."scenario_index",
        'scenarioTotal', NEW."scenario_total",
        'score', NEW."score",
        'maxScore', NEW."max_score",
        'errorMessage', left(NEW."error_message", 1000)
    )::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER "submissions_announced" AFTER UPDATE OF "revision" ON "submissions"
    FOR EACH ROW EXECUTE FUNCTION "announce_submission"();

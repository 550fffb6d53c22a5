-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('waiting', 'delivered', 'failed', 'superseded');

-- CreateTable
CREATE TABLE "lms_events" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lms_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_sequences" (
    "subject" TEXT NOT NULL,
    "course_id" UUID NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "event_sequences_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "delivery_targets" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "course_id" UUID,
    "slow_answers" INTEGER NOT NULL DEFAULT 0,
    "resumes_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,

    CONSTRAINT "delivery_targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "former_secret" TEXT,
    "former_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "course_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "line_item_id" UUID,
    "enrolment_id" UUID,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "enqueued_at" TIMESTAMPTZ(3),
    "dispatches" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempts" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" DOUBLE PRECISION NOT NULL,
    "outcome" TEXT NOT NULL,
    "request" JSON,
    "response" JSON,
    "error" TEXT,

    CONSTRAINT "delivery_attempts_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "lms_events_created_at_idx" ON "lms_events"("created_at");

-- CreateIndex
CREATE INDEX "lms_events_course_id_idx" ON "lms_events"("course_id");

-- CreateIndex
CREATE INDEX "event_sequences_course_id_idx" ON "event_sequences"("course_id");

-- CreateIndex
CREATE INDEX "delivery_targets_course_id_idx" ON "delivery_targets"("course_id");

-- CreateIndex
CREATE INDEX "webhook_endpoints_course_id_created_at_id_idx" ON "webhook_endpoints"("course_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "deliveries_course_id_created_at_id_idx" ON "deliveries"("course_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "deliveries_target_id_created_at_id_idx" ON "deliveries"("target_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "deliveries_event_id_idx" ON "deliveries"("event_id");

-- CreateIndex
CREATE INDEX "deliveries_ended_at_idx" ON "deliveries"("ended_at");

-- AddForeignKey
ALTER TABLE "lms_events" ADD CONSTRAINT "lms_events_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sequences" ADD CONSTRAINT "event_sequences_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_targets" ADD CONSTRAINT "delivery_targets_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_id_fkey" FOREIGN KEY ("id") REFERENCES "delivery_targets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "lms_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "delivery_targets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is to be sent, by when; and what has a job. Both stay small: what has ended is in neither.
CREATE INDEX "deliveries_due" ON "deliveries"("target_id", "next_attempt_at", "id")
    WHERE "status" = 'waiting' AND "enqueued_at" IS NULL;
CREATE INDEX "deliveries_enqueued" ON "deliveries"("target_id")
    WHERE "status" = 'waiting' AND "enqueued_at" IS NOT NULL;

-- Tells workers, once the transaction is through, that there may be something to send. To enqueue it announces nothing.
CREATE FUNCTION "announce_deliveries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('interleave_deliveries', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER "deliveries_announced" AFTER INSERT OR UPDATE OF "status", "next_attempt_at" ON "deliveries"
    FOR EACH STATEMENT EXECUTE FUNCTION "announce_deliveries"();

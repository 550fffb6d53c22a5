-- CreateEnum
CREATE TYPE "CourseRole" AS ENUM ('student', 'assistant', 'instructor');

-- CreateEnum
CREATE TYPE "Counting" AS ENUM ('best', 'last');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('nothing', 'score', 'checks', 'hints', 'timeline');

-- CreateEnum
CREATE TYPE "RegradeMode" AS ENUM ('rescore', 'rerun');

-- CreateEnum
CREATE TYPE "RegradeStatus" AS ENUM ('working', 'ready', 'applied', 'discarded');

-- CreateEnum
CREATE TYPE "RegradeItemStatus" AS ENUM ('waiting', 'done', 'failed');

-- CreateEnum
CREATE TYPE "SimilarityStatus" AS ENUM ('working', 'ready', 'failed');

-- AlterTable
ALTER TABLE "submissions" ADD COLUMN     "assignment_id" UUID,
ADD COLUMN     "attempt" INTEGER,
ADD COLUMN     "enrolment_id" UUID,
ADD COLUMN     "final_score" DOUBLE PRECISION,
ADD COLUMN     "person_id" UUID;

-- CreateTable
CREATE TABLE "exercise_versions" (
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "definition" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exercise_versions_pkey" PRIMARY KEY ("slug","version")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "is_administrator" BOOLEAN NOT NULL DEFAULT false,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "courses" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "courses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolments" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "CourseRole" NOT NULL,
    "external_id" TEXT,
    "points" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "course_id" UUID,
    "role" "CourseRole" NOT NULL DEFAULT 'student',
    "person_id" UUID,
    "token_hash" TEXT NOT NULL,
    "uses_left" INTEGER,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "exercise" TEXT NOT NULL,
    "exercise_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "attempts_allowed" INTEGER,
    "cool_down_seconds" INTEGER NOT NULL DEFAULT 0,
    "late_percent_per_day" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "counting" "Counting" NOT NULL DEFAULT 'best',
    "visible_before_due" "Visibility" NOT NULL DEFAULT 'timeline',
    "visible_after_due" "Visibility" NOT NULL DEFAULT 'timeline',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extensions" (
    "assignment_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "extra_attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "granted_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "extensions_pkey" PRIMARY KEY ("assignment_id","enrolment_id")
);

-- CreateTable
CREATE TABLE "grades" (
    "assignment_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "submission_id" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "score" DOUBLE PRECISION,
    "max_score" DOUBLE PRECISION,
    "late_percent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "points" DOUBLE PRECISION,
    "is_overridden" BOOLEAN NOT NULL DEFAULT false,
    "awaits_review" BOOLEAN NOT NULL DEFAULT false,
    "checks" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grades_pkey" PRIMARY KEY ("assignment_id","enrolment_id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "submission_id" UUID,
    "check_id" TEXT,
    "points" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "submission_id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "assignment_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decider_id" UUID,
    "rubric" JSONB,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("submission_id","check_id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "author_id" UUID,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "course_id" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regrades" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "assignment_id" UUID,
    "mode" "RegradeMode" NOT NULL,
    "status" "RegradeStatus" NOT NULL DEFAULT 'working',
    "exercise_version" INTEGER,
    "reason" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "regrades_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regrade_items" (
    "regrade_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "status" "RegradeItemStatus" NOT NULL DEFAULT 'waiting',
    "score_before" DOUBLE PRECISION,
    "score_after" DOUBLE PRECISION,
    "report" JSON,
    "runs" JSON,
    "message" TEXT,

    CONSTRAINT "regrade_items_pkey" PRIMARY KEY ("regrade_id","submission_id")
);

-- CreateTable
CREATE TABLE "similarity_reports" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "status" "SimilarityStatus" NOT NULL DEFAULT 'working',
    "threshold" DOUBLE PRECISION NOT NULL,
    "compared" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),

    CONSTRAINT "similarity_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "similar_pairs" (
    "report_id" UUID NOT NULL,
    "left_id" UUID NOT NULL,
    "right_id" UUID NOT NULL,
    "similarity" DOUBLE PRECISION NOT NULL,
    "longest" INTEGER NOT NULL,
    "fragments" JSON NOT NULL,

    CONSTRAINT "similar_pairs_pkey" PRIMARY KEY ("report_id","left_id","right_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_person_id_idx" ON "sessions"("person_id");

-- CreateIndex
CREATE INDEX "accounts_person_id_idx" ON "accounts"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_key_key" ON "rate_limits"("key");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "api_tokens_person_id_idx" ON "api_tokens"("person_id");

-- CreateIndex
CREATE INDEX "enrolments_course_id_role_points_id_idx" ON "enrolments"("course_id", "role", "points", "id");

-- CreateIndex
CREATE INDEX "enrolments_person_id_idx" ON "enrolments"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolments_course_id_person_id_key" ON "enrolments"("course_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolments_course_id_external_id_key" ON "enrolments"("course_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_course_id_idx" ON "invitations"("course_id");

-- CreateIndex
CREATE INDEX "invitations_person_id_idx" ON "invitations"("person_id");

-- CreateIndex
CREATE INDEX "assignments_course_id_position_idx" ON "assignments"("course_id", "position");

-- CreateIndex
CREATE INDEX "assignments_exercise_exercise_version_idx" ON "assignments"("exercise", "exercise_version");

-- CreateIndex
CREATE INDEX "grades_enrolment_id_idx" ON "grades"("enrolment_id");

-- CreateIndex
CREATE INDEX "grades_assignment_id_points_idx" ON "grades"("assignment_id", "points");

-- CreateIndex
CREATE INDEX "overrides_submission_id_idx" ON "overrides"("submission_id");

-- CreateIndex
CREATE INDEX "overrides_assignment_id_enrolment_id_idx" ON "overrides"("assignment_id", "enrolment_id");

-- CreateIndex
CREATE INDEX "reviews_assignment_id_decided_at_opened_at_submission_id_idx" ON "reviews"("assignment_id", "decided_at", "opened_at", "submission_id");

-- CreateIndex
CREATE INDEX "comments_submission_id_created_at_idx" ON "comments"("submission_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_course_id_id_idx" ON "audit_entries"("course_id", "id" DESC);

-- CreateIndex
CREATE INDEX "regrades_course_id_created_at_id_idx" ON "regrades"("course_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "regrade_items_regrade_id_status_idx" ON "regrade_items"("regrade_id", "status");

-- CreateIndex
CREATE INDEX "regrade_items_submission_id_idx" ON "regrade_items"("submission_id");

-- CreateIndex
CREATE INDEX "similarity_reports_assignment_id_created_at_idx" ON "similarity_reports"("assignment_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "similar_pairs_report_id_similarity_idx" ON "similar_pairs"("report_id", "similarity" DESC);

-- CreateIndex
CREATE INDEX "similar_pairs_left_id_idx" ON "similar_pairs"("left_id");

-- CreateIndex
CREATE INDEX "similar_pairs_right_id_idx" ON "similar_pairs"("right_id");

-- CreateIndex
CREATE INDEX "submissions_person_id_created_at_id_idx" ON "submissions"("person_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "submissions_assignment_id_created_at_id_idx" ON "submissions"("assignment_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "submissions_assignment_id_enrolment_id_attempt_key" ON "submissions"("assignment_id", "enrolment_id", "attempt");

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_exercise_exercise_version_fkey" FOREIGN KEY ("exercise", "exercise_version") REFERENCES "exercise_versions"("slug", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grades" ADD CONSTRAINT "grades_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grades" ADD CONSTRAINT "grades_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grades" ADD CONSTRAINT "grades_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decider_id_fkey" FOREIGN KEY ("decider_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrades" ADD CONSTRAINT "regrades_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrades" ADD CONSTRAINT "regrades_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrades" ADD CONSTRAINT "regrades_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_items" ADD CONSTRAINT "regrade_items_regrade_id_fkey" FOREIGN KEY ("regrade_id") REFERENCES "regrades"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_items" ADD CONSTRAINT "regrade_items_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "similarity_reports" ADD CONSTRAINT "similarity_reports_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "similar_pairs" ADD CONSTRAINT "similar_pairs_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "similarity_reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "similar_pairs" ADD CONSTRAINT "similar_pairs_left_id_fkey" FOREIGN KEY ("left_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "similar_pairs" ADD CONSTRAINT "similar_pairs_right_id_fkey" FOREIGN KEY ("right_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

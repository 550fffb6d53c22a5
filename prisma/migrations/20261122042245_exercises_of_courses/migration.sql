-- CreateEnum
CREATE TYPE "SolutionRunStatus" AS ENUM ('working', 'ready', 'failed');

-- AlterTable
ALTER TABLE "exercise_versions" ADD COLUMN     "course_id" UUID,
ADD COLUMN     "files" JSON;

-- CreateTable
CREATE TABLE "exercise_drafts" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "files" JSON NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exercise_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "solution_runs" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" "SolutionRunStatus" NOT NULL DEFAULT 'working',
    "definition" JSON NOT NULL,
    "solutions" JSON NOT NULL,
    "deliveries" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "solution_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "solution_results" (
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "result" JSON NOT NULL,

    CONSTRAINT "solution_results_pkey" PRIMARY KEY ("run_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "exercise_drafts_slug_key" ON "exercise_drafts"("slug");

-- CreateIndex
CREATE INDEX "exercise_drafts_course_id_slug_idx" ON "exercise_drafts"("course_id", "slug");

-- CreateIndex
CREATE INDEX "solution_runs_draft_id_created_at_idx" ON "solution_runs"("draft_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "solution_runs_status_id_idx" ON "solution_runs"("status", "id");

-- CreateIndex
CREATE INDEX "exercise_versions_course_id_idx" ON "exercise_versions"("course_id");

-- AddForeignKey
ALTER TABLE "exercise_versions" ADD CONSTRAINT "exercise_versions_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exercise_drafts" ADD CONSTRAINT "exercise_drafts_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "solution_runs" ADD CONSTRAINT "solution_runs_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "exercise_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "solution_results" ADD CONSTRAINT "solution_results_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "solution_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

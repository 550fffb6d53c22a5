-- AlterTable
ALTER TABLE "lti_contexts" ADD COLUMN     "line_item_error" TEXT;

-- AlterTable
ALTER TABLE "lti_scores" DROP COLUMN "sent_at_us",
ADD COLUMN     "asked" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "holder_id" UUID,
ADD COLUMN     "sent_at_ms" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "taken" TEXT;

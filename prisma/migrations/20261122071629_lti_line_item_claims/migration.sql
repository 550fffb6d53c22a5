-- AlterTable
ALTER TABLE "lti_line_items" ADD COLUMN     "busy_until" TIMESTAMPTZ(3),
ALTER COLUMN "url" DROP NOT NULL;

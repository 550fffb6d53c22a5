-- AlterTable
ALTER TABLE "regrades" ADD COLUMN     "submission_id" UUID;

-- AlterTable
ALTER TABLE "regrade_items" ADD COLUMN     "deliveries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "exercise_version" INTEGER NOT NULL;

-- CreateIndex
CREATE INDEX "regrades_submission_id_idx" ON "regrades"("submission_id");

-- AddForeignKey
ALTER TABLE "regrades" ADD CONSTRAINT "regrades_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

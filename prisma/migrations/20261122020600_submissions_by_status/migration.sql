-- CreateIndex
CREATE INDEX "submissions_assignment_id_status_created_at_id_idx" ON "submissions"("assignment_id", "status", "created_at" DESC, "id" DESC);

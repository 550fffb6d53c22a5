-- CreateIndex
CREATE INDEX "deliveries_course_id_status_created_at_id_idx" ON "deliveries"("course_id", "status", "created_at" DESC, "id" DESC);

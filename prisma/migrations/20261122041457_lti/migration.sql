-- CreateTable
CREATE TABLE "lti_platforms" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "authorization_url" TEXT NOT NULL,
    "token_url" TEXT NOT NULL,
    "token_audience" TEXT,
    "jwks_url" TEXT NOT NULL,
    "deployment_ids" TEXT[],
    "frame_origins" TEXT[],
    "trusts_email" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lti_platforms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_registration_links" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lti_registration_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_keys" (
    "id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "public_key" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shown_until" TIMESTAMPTZ(3),

    CONSTRAINT "lti_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_logins" (
    "id" UUID NOT NULL,
    "state_hash" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "binding_hash" TEXT NOT NULL,
    "platform_id" UUID NOT NULL,
    "parameters" JSONB NOT NULL,
    "storage_target" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lti_logins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_visits" (
    "id" UUID NOT NULL,
    "platform_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "launch" JSONB NOT NULL,
    "code_hash" TEXT,
    "code_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "path" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lti_visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_contexts" (
    "id" UUID NOT NULL,
    "platform_id" UUID NOT NULL,
    "deployment_id" TEXT NOT NULL,
    "context_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "course_id" UUID NOT NULL,
    "memberships_url" TEXT,
    "line_items_url" TEXT,
    "scopes" TEXT[],
    "synced_at" TIMESTAMPTZ(3),
    "sync_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lti_contexts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_resource_links" (
    "context_id" UUID NOT NULL,
    "resource_link_id" TEXT NOT NULL,
    "assignment_id" UUID NOT NULL,

    CONSTRAINT "lti_resource_links_pkey" PRIMARY KEY ("context_id","resource_link_id")
);

-- CreateTable
CREATE TABLE "lti_members" (
    "context_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "role" "CourseRole" NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "lti_members_pkey" PRIMARY KEY ("context_id","subject")
);

-- CreateTable
CREATE TABLE "lti_line_items" (
    "id" UUID NOT NULL,
    "context_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lti_line_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lti_scores" (
    "line_item_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "sent_at_us" BIGINT NOT NULL,

    CONSTRAINT "lti_scores_pkey" PRIMARY KEY ("line_item_id","enrolment_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "lti_platforms_issuer_client_id_key" ON "lti_platforms"("issuer", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "lti_registration_links_token_hash_key" ON "lti_registration_links"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "lti_logins_state_hash_key" ON "lti_logins"("state_hash");

-- CreateIndex
CREATE INDEX "lti_logins_expires_at_idx" ON "lti_logins"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "lti_visits_code_hash_key" ON "lti_visits"("code_hash");

-- CreateIndex
CREATE INDEX "lti_visits_expires_at_idx" ON "lti_visits"("expires_at");

-- CreateIndex
CREATE INDEX "lti_visits_person_id_idx" ON "lti_visits"("person_id");

-- CreateIndex
CREATE INDEX "lti_contexts_course_id_idx" ON "lti_contexts"("course_id");

-- CreateIndex
CREATE UNIQUE INDEX "lti_contexts_platform_id_deployment_id_context_id_key" ON "lti_contexts"("platform_id", "deployment_id", "context_id");

-- CreateIndex
CREATE INDEX "lti_resource_links_assignment_id_idx" ON "lti_resource_links"("assignment_id");

-- CreateIndex
CREATE INDEX "lti_members_enrolment_id_idx" ON "lti_members"("enrolment_id");

-- CreateIndex
CREATE INDEX "lti_line_items_assignment_id_idx" ON "lti_line_items"("assignment_id");

-- CreateIndex
CREATE UNIQUE INDEX "lti_line_items_context_id_assignment_id_key" ON "lti_line_items"("context_id", "assignment_id");

-- CreateIndex
CREATE INDEX "lti_scores_enrolment_id_idx" ON "lti_scores"("enrolment_id");

-- CreateIndex
CREATE INDEX "deliveries_line_item_id_idx" ON "deliveries"("line_item_id");

-- CreateIndex
CREATE INDEX "deliveries_enrolment_id_idx" ON "deliveries"("enrolment_id");

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_line_item_id_fkey" FOREIGN KEY ("line_item_id") REFERENCES "lti_line_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_logins" ADD CONSTRAINT "lti_logins_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "lti_platforms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_visits" ADD CONSTRAINT "lti_visits_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "lti_platforms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_visits" ADD CONSTRAINT "lti_visits_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_contexts" ADD CONSTRAINT "lti_contexts_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "lti_platforms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_contexts" ADD CONSTRAINT "lti_contexts_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "courses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_contexts" ADD CONSTRAINT "lti_contexts_id_fkey" FOREIGN KEY ("id") REFERENCES "delivery_targets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_resource_links" ADD CONSTRAINT "lti_resource_links_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "lti_contexts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_resource_links" ADD CONSTRAINT "lti_resource_links_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_members" ADD CONSTRAINT "lti_members_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "lti_contexts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_members" ADD CONSTRAINT "lti_members_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_line_items" ADD CONSTRAINT "lti_line_items_context_id_fkey" FOREIGN KEY ("context_id") REFERENCES "lti_contexts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_line_items" ADD CONSTRAINT "lti_line_items_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_scores" ADD CONSTRAINT "lti_scores_line_item_id_fkey" FOREIGN KEY ("line_item_id") REFERENCES "lti_line_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lti_scores" ADD CONSTRAINT "lti_scores_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

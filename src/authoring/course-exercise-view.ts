import { Injectable } from '@nestjs/common';
import type { CourseExerciseListView, CourseExerciseView } from './course-exercise.schema.js';
import type { Draft, DraftHeading } from './draft.repository.js';
import { PublicationRepository, type PublishedVersion } from './publication.repository.js';
import { SolutionRunRepository } from './solution-run.repository.js';
import { listOf } from './stored-files.js';

/** Drafts with what is to be told beside them. */
@Injectable()
export class CourseExerciseViews {
  constructor(
    private readonly publications: PublicationRepository,
    private readonly runs: SolutionRunRepository,
  ) {}

  /** Of all exercises of a course, by slug. */
  versions(courseId: string): Promise<Map<string, PublishedVersion[]>> {
    return this.publications.list(courseId);
  }

  async of(courseId: string, draft: Draft): Promise<CourseExerciseView> {
    const [versions, solutionRun] = await Promise.all([
      this.versions(courseId),
      this.runs.findNewest(draft.id),
    ]);
    return {
      ...headingView(draft, versions.get(draft.slug) ?? []),
      files: listOf(draft.files),
      solutionRun,
    };
  }
}

export function headingView(
  { slug, title, revision, updatedAt }: DraftHeading,
  versions: readonly PublishedVersion[],
): CourseExerciseListView['items'][number] {
  return {
    slug,
    title,
    revision,
    updatedAt: updatedAt.toISOString(),
    versions: versions.map(versionView),
  };
}

export const versionView = ({ version, createdAt }: PublishedVersion) => ({
  version,
  createdAt: createdAt.toISOString(),
});

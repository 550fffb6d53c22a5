import { useOutletContext } from 'react-router';
import type { CourseRole } from '../api/session.ts';

/** What every page of a course knows of it, and who the reader is in it. Administrators are instructors everywhere. */
export interface CourseContext {
  id: string;
  title: string;
  role: CourseRole;
}

/** For pages inside of CourseLayout. */
export const useCourse = (): CourseContext => useOutletContext<CourseContext>();

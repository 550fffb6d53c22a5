import { useOutletContext } from 'react-router';
import type { Course } from '../api/courses.ts';

/** For pages inside of CourseLayout: which course it is, and who the reader is in it. Administrators are instructors everywhere. */
export const useCourse = (): Course => useOutletContext<Course>();

import { describe, expect, it } from 'vitest';
import { courseRoleOf } from './lti-roles.js';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const institution = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person';

describe('the role in a course', () => {
  it.each([
    ['an instructor', [`${membership}#Instructor`], 'instructor'],
    ['an instructor by short name', ['Instructor'], 'instructor'],
    ['a lecturer, which is a kind of instructor', [`${membership}/Instructor#Lecturer`], 'instructor'],
    ['who runs the course', [`${membership}#Administrator`], 'instructor'],
    ['a teaching assistant', [`${membership}/Instructor#TeachingAssistant`], 'assistant'],
    [
      'a teaching assistant, who is named an instructor too',
      [`${membership}#Instructor`, `${membership}/Instructor#TeachingAssistant`],
      'assistant',
    ],
    ['a learner', [`${membership}#Learner`], 'student'],
    ['a learner of a kind', [`${membership}/Learner#GuestLearner`], 'student'],
    ['who learns and teaches', [`${membership}#Learner`, `${membership}#Instructor`], 'instructor'],
    [
      'an administrator of the institution, who is nobody in the course',
      [`${institution}#Administrator`],
      null,
    ],
    ['an instructor of the institution, who is nobody in the course', [`${institution}#Instructor`], null],
    [
      'an administrator who takes the course',
      [`${institution}#Administrator`, `${membership}#Learner`],
      'student',
    ],
    ['a mentor', [`${membership}#Mentor`], null],
    ['a role that only begins like ours', [`${membership}#InstructorOfNothing`], null],
    ['nobody', [], null],
  ])('%s', (_who, roles, expected) => {
    expect(courseRoleOf(roles)).toBe(expected);
  });
});

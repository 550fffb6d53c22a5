import {
  administrator,
  anyone,
  atBrowser,
  inCourse,
  ofSubmission,
  practice,
  type Rule,
  signedIn,
} from './access-rules.js';

/**
 * Who may call each operation of the API, by its operationId: the one place where this is said. The guard refuses what is
 * not listed, and test/e2e/access.test.ts walks every route of the OpenAPI document as everybody.
 */
export const accessTable: Readonly<Record<string, Rule>> = {
  isAlive: anyone,
  isReady: anyone,
  getMe: anyone,

  signIn: atBrowser,
  signOut: atBrowser,
  changePassword: signedIn(null),
  startOpenId: atBrowser,
  finishOpenId: atBrowser,

  listTokens: signedIn(null),
  createToken: signedIn(null),
  revokeToken: signedIn(null),

  getInvitation: anyone,
  acceptInvitation: atBrowser,

  listPeople: administrator('courses:read'),
  createPerson: administrator(null),
  changePerson: administrator(null),
  createAccountLink: administrator(null),

  listExercises: anyone,
  getExercise: anyone,

  createSubmission: practice('submissions:write'),
  listSubmissions: practice('submissions:read'),
  getSubmission: ofSubmission('reader', 'submissions:read'),
  getTimeline: ofSubmission('reader', 'submissions:read'),
  followSubmission: ofSubmission('reader', 'submissions:read'),
  listAttempts: ofSubmission('reader', 'submissions:read'),

  listCourses: signedIn('courses:read'),
  createCourse: administrator('courses:write'),
  getCourse: inCourse('student', 'courses:read'),
  changeCourse: inCourse('instructor', 'courses:write'),
  deleteCourse: inCourse('instructor', 'courses:write'),

  listAssignments: inCourse('student', 'courses:read'),
  createAssignment: inCourse('instructor', 'courses:write'),
  getAssignment: inCourse('student', 'courses:read'),
  changeAssignment: inCourse('instructor', 'courses:write'),
  deleteAssignment: inCourse('instructor', 'courses:write'),
  listExtensions: inCourse('assistant', 'courses:read'),
  setExtension: inCourse('instructor', 'courses:write'),
  removeExtension: inCourse('instructor', 'courses:write'),

  listEnrolments: inCourse('assistant', 'courses:read'),
  importPeople: inCourse('instructor', 'courses:write'),
  changeEnrolment: inCourse('instructor', 'courses:write'),
  removeEnrolment: inCourse('instructor', 'courses:write'),
  listInvitations: inCourse('instructor', 'courses:read'),
  createInvitation: inCourse('instructor', 'courses:write'),
  revokeInvitation: inCourse('instructor', 'courses:write'),

  getGradebook: inCourse('assistant', 'courses:read'),
  getStatistics: inCourse('assistant', 'courses:read'),
  getProgress: inCourse('assistant', 'courses:read'),
  getMyProgress: inCourse('student', 'courses:read'),
  listCourseSubmissions: inCourse('assistant', 'courses:read'),

  createRegrade: inCourse('instructor', 'grades:write'),
  listRegrades: inCourse('instructor', 'courses:read'),
  getRegrade: inCourse('instructor', 'courses:read'),
  listRegradeItems: inCourse('instructor', 'courses:read'),
  applyRegrade: inCourse('instructor', 'grades:write'),
  discardRegrade: inCourse('instructor', 'grades:write'),

  createSimilarityReport: inCourse('assistant', 'grades:write'),
  listSimilarityReports: inCourse('assistant', 'courses:read'),
  getSimilarityReport: inCourse('assistant', 'courses:read'),
  getSimilarPair: inCourse('assistant', 'courses:read'),

  overrideScore: ofSubmission('grader', 'grades:write'),
  endOverride: ofSubmission('grader', 'grades:write'),
  overrideGrade: inCourse('assistant', 'grades:write'),
  endGradeOverride: inCourse('assistant', 'grades:write'),
  listComments: ofSubmission('reader', 'submissions:read'),
  createComment: ofSubmission('reader', 'grades:write'),
  changeComment: ofSubmission('reader', 'grades:write'),
  deleteComment: ofSubmission('reader', 'grades:write'),
  listReviews: inCourse('assistant', 'courses:read'),
  decideReview: ofSubmission('grader', 'grades:write'),
  listAudit: inCourse('instructor', 'courses:read'),
  exportGradebookCsv: inCourse('assistant', 'courses:read'),
  exportGradebookJson: inCourse('assistant', 'courses:read'),

  exportMyData: signedIn(null),
  exportPersonData: administrator(null),
  erasePerson: administrator(null),
};

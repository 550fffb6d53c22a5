/** `score-overridden` is "Score overridden". */
export function actionWords(action: string): string {
  const words = action.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Details in the order in which they were written. Ids say nothing to a reader; they are in the API. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== '' && !(typeof value === 'string' && uuid.test(value)))
    .map(([key, value]) => `${nameWords(key)}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
}

/** `pointsBefore` is "points before". */
const nameWords = (key: string): string => key.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

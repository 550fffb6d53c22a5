/** What the files of a solution are, by their names. */
const isScript = (name: string): boolean => /\.(m?js|ts)$/.test(name);

export const isProgram = (name: string): boolean => name.endsWith('.py') || isScript(name);

/** Spaces. */
export const indentOf = (name: string): string => (isScript(name) ? '  ' : '    ');

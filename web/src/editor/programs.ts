/** What the files of a solution or of an exercise are, by their names. */
const isScript = (name: string): boolean => /\.(m?js|ts)$/.test(name);

export const isProgram = (name: string): boolean => name.endsWith('.py') || isScript(name);

export const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** Spaces. */
export const indentOf = (name: string): string => (isScript(name) || isYaml(name) ? '  ' : '    ');

/** `.py` */
export const endingOf = (name: string): string => /\.[^.]+$/.exec(name)?.[0] ?? '';

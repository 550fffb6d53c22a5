/** What stands before a CommonJS module on its first line. */
export const commonHead = '(function (exports, require, module, __filename, __dirname) {';

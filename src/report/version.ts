/** That of package.json; script/release sets both. */
export const ACTION_VERSION = '0.1.0'

/** That of package.json; script/release sets both. */
export const ACTION_VERSION = '1.0.0'

export interface PasswordRules {
  length: boolean;
  classes: boolean;
  different: boolean;
}

/** What the server will ask of a password; shown while typing. */
export function passwordRules(current: string, next: string): PasswordRules {
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((one) => one.test(next)).length;
  return { length: [...next].length >= 10, classes: classes >= 3, different: next !== '' && next !== current };
}

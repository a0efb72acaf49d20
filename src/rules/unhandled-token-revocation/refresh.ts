import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  requireAlert: flag(false, 'Ask of a handler that it logs an error or tells somebody; one that only raises another error is not enough.'),
};

export type Options = OptionsOf<typeof options>;
export type Message = 'unhandled' | 'unheard' | 'wrap';

/** Names of what is raised or thrown when a grant was revoked. */
export function namesRevocation(text: string): boolean {
  return /RefreshError|InvalidGrant|invalid_grant|OAuth2?Error|OAuthError|GoogleAuthError|TransportError|TokenExpired|MissingTokenError|AuthlibBaseError/u.test(
    text,
  );
}

/** Does a name say that what it holds are credentials of a person's account? */
export function namesCredentials(name: string): boolean {
  return /cred|oauth|auth_?client|google/iu.test(name) && !/service_?account|gdch|impersonat|compute/iu.test(name);
}

/** Does a call of this name tell somebody? */
export function tells(name: string): boolean {
  return /notify|alert|email|send|capture|slack|page|report|publish|emit/iu.test(name);
}

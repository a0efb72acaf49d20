/** Where code runs only after a check has failed, or only after it has succeeded; null where it may be either. */
export type Side = 'failure' | 'success' | null;

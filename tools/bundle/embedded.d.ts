/** Files that stand in the one-file bundle as text. */
declare module 'text:*' {
  const text: string;
  export default text;
}

/** Deflated before, which makes a tenth of a large grammar. */
declare module 'packed:*' {
  const base64: string;
  export default base64;
}

declare module 'base64:*' {
  const base64: string;
  export default base64;
}

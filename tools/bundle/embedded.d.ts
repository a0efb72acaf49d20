/** Files that stand in the one-file bundle as text. */
declare module 'text:*' {
  const text: string;
  export default text;
}

declare module 'base64:*' {
  const base64: string;
  export default base64;
}

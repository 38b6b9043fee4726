/** What the bundler turns style files into. Declared here so that types can be checked before the first build. */
declare module '*.module.css' {
  const classes: { readonly [key: string]: string };
  export default classes;
}
declare module '*.css';

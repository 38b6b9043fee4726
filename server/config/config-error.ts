/** A configuration or command line that cannot be used. The message is one line that says where, what and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A value that was handed in cannot be used; nothing was written. */
export class ConfigValueError extends ConfigError {}

/** Where the pictures of a job can be read: `base`, a slash, and one of `suffixes`, from large to tiny. */
export interface ImageInfo {
  readonly base: string;
  readonly suffixes: string[];
}

/** What looks after the pictures of jobs; the plugin `last-rendered` provides it. */
export interface LastRenderedImages {
  /** Takes an image over and goes on by itself; false when too many wait already. */
  offer(image: { readonly jobId: string; readonly bytes: Uint8Array }): boolean;
  /** Pictures of these jobs; jobs without any are left out. */
  ofJobs(jobIds: readonly string[]): Promise<Map<string, ImageInfo>>;
  /** Those of the job that rendered last; undefined when none has yet. */
  newest(): Promise<(ImageInfo & { readonly jobId: string }) | undefined>;
}

/** Whether a file is on storage that other machines may use, too, by the type of its file system. */
export function isNetworkStorage(platform: NodeJS.Platform, file: string, type: number | undefined): boolean;
/** The same, asking the system for the type. Never throws. */
export function isOnNetwork(platform: NodeJS.Platform, file: string): Promise<boolean>;

import { useLocalStorage } from '@mantine/hooks';
import { useMe } from '../../_lib/use-me.ts';

/** Under which name the reader's jobs are found, where they have no account. */
export interface MyName {
  /** Whether the reader has to say it, since nobody else knows. */
  readonly isAsked: boolean;
  /** Empty while it is not known. */
  readonly name: string;
  setName(name: string): void;
}

/** What this browser remembers of who the reader is. It gives nobody any right. */
export function useMyName(): MyName {
  const me = useMe();
  const [name, setName] = useLocalStorage({ key: 'flamenco-ng.my-name', defaultValue: '' });
  return { isAsked: me !== undefined && me.person === null, name, setName };
}

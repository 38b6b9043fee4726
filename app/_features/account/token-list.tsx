import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApiToken } from '#server/contracts/api-token.ts';
import { formatTime } from '../../_lib/formats.ts';
import { useFirstFew } from '../../_lib/use-first-few.ts';
import { useNow } from '../../_lib/use-now.ts';
import { visibleText } from '../../_lib/visible-text.ts';
import { ConfirmDialog } from '../../_ui/confirm-dialog.tsx';
import { Name } from '../../_ui/name.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import classes from './account.module.css';
import { tokenScope } from './token-actions.ts';

/** How many are shown at first. */
const FEW = 10;

interface Props {
  readonly tokens: readonly ApiToken[];
  readonly isBusy: boolean;
  readonly onRevoke: (id: string) => void;
}

/** Tokens with their last use; those that work come first. Revoking one asks first. */
export function TokenList({ tokens, isBusy, onRevoke }: Props) {
  const now = useNow();
  const [asking, setAsking] = useState<ApiToken | null>(null);
  const ended = ({ revoked_at, expires_at }: ApiToken) =>
    revoked_at !== null ? 'revoked' : expires_at !== null && Date.parse(expires_at) <= now ? 'expired' : null;
  const sorted = tokens.toSorted((a, b) => Number(ended(a) !== null) - Number(ended(b) !== null));
  const { shown, hasMore, showAll } = useFirstFew(sorted, FEW);
  return (
    <>
      <ul className={classes.list} aria-label="API tokens">
        {shown.map((token) => (
          <li key={token.id}>
            <div className={`${classes.entry} ${ended(token) ? classes.ended : ''}`}>
              <b>
                <Name>{token.label}</Name>
                {ended(token) && <span className={classes.mark}>{ended(token)}</span>}
              </b>
              <small>
                <code>{token.prefix}…</code> · may: {tokenScope(token.actions)}
              </small>
              <small>
                {token.last_used_at ? (
                  <>
                    last used <RelativeTime iso={token.last_used_at} />
                    {token.last_address ? ` from ${token.last_address}` : ''}
                  </>
                ) : (
                  'never used'
                )}
                {!ended(token) && (token.expires_at ? ` · until ${formatTime(token.expires_at)}` : ' · never expires')}
              </small>
            </div>
            {!ended(token) && (
              <Button
                variant="default"
                disabled={isBusy}
                aria-label={`Revoke ${token.label}`}
                onClick={() => setAsking(token)}
              >
                Revoke…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" className={classes.all} onClick={showAll}>
          Show all {sorted.length} tokens
        </Button>
      )}
      <ConfirmDialog
        open={asking !== null}
        title={`Revoke “${visibleText(asking?.label ?? '')}”?`}
        text="Programs that use this token are refused from then on. It cannot be brought back."
        confirm="Revoke"
        onClose={(confirmed) => {
          if (confirmed && asking) onRevoke(asking.id);
          setAsking(null);
        }}
      />
    </>
  );
}

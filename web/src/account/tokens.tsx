import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ApiToken, revokeToken, tokensQuery } from '../api/tokens.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords, whenWords } from '../report/when.ts';
import { Trouble } from '../shell/trouble.tsx';
import { scopeWords } from './scopes.ts';
import classes from './tokens.module.css';

/** The tokens that still open something, or once did. */
export function Tokens() {
  const tokens = useQuery(tokensQuery);
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: revokeToken,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  if (tokens.isPending) return <Skeleton height={80} radius={10} />;
  if (tokens.isError) return <Trouble error={tokens.error} onRetry={() => void tokens.refetch()} />;
  if (tokens.data.items.length === 0) return <p className="muted">You have none.</p>;
  return (
    <>
      <ul className={classes.tokens}>
        {tokens.data.items.map((token) => (
          <Token
            key={token.id}
            token={token}
            isPending={revoking.isPending && revoking.variables === token.id}
            onRevoke={() => revoking.mutate(token.id)}
          />
        ))}
      </ul>
      <FormProblem error={revoking.error} />
    </>
  );
}

function Token({
  token,
  isPending,
  onRevoke,
}: {
  token: ApiToken;
  isPending: boolean;
  onRevoke: () => void;
}) {
  const now = new Date();
  const expiresAt = new Date(token.expiresAt);
  const isExpired = expiresAt <= now;
  return (
    <li className={classes.token}>
      <div>
        <strong>{token.name}</strong>
        <p className={classes.more}>
          {isExpired ? 'Expired' : 'Expires'} {dateWords(expiresAt)}.{' '}
          {token.lastUsedAt === null
            ? 'Never used.'
            : `Last used ${whenWords(new Date(token.lastUsedAt), now)}.`}
        </p>
        <p className={classes.more}>{token.scopes.map((scope) => scopeWords[scope]).join('; ')}</p>
      </div>
      <ConfirmButton
        words="Revoke"
        label={`Revoke ${token.name}`}
        question="For good?"
        size="compact-sm"
        isPending={isPending}
        onConfirm={onRevoke}
      />
    </li>
  );
}

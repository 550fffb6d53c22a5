import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type LtiTool, ltiToolQuery, rotateLtiKeys } from '../api/lti.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { Copyable } from '../forms/copyable.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './lms.module.css';

/** What an administrator of a platform is asked for, to be copied. */
export function ToolAddresses() {
  const tool = useQuery(ltiToolQuery);
  return (
    <section className={classes.part} aria-labelledby="tool">
      <h2 id="tool" className="section-title">
        What a platform has to know of Interleave
      </h2>
      <p className={classes.hint}>
        For registration by hand. Platforms use different names for the same addresses.
      </p>
      {tool.isPending && <Skeleton height={320} radius={14} />}
      {tool.isError && <Trouble error={tool.error} onRetry={() => void tool.refetch()} />}
      {tool.data && (
        <>
          <dl className={classes.addresses}>
            <Address
              name="Login"
              others="initiate login URL, OpenID Connect initiation URL"
              url={tool.data.loginUrl}
            />
            <Address
              name="Launch"
              others="tool URL, redirect URI, target link URI, content selection URL"
              url={tool.data.launchUrl}
            />
            <Address name="Keys" others="public keyset, JWK URL" url={tool.data.jwksUrl} />
          </dl>
          <Keys keys={tool.data.keys} />
        </>
      )}
    </section>
  );
}

function Address({ name, others, url }: { name: string; others: string; url: string }) {
  return (
    <div>
      <dt>
        {name} <span className={classes.more}>{others}</span>
      </dt>
      <dd>
        <Copyable label={`${name} address`} text={url} />
      </dd>
    </div>
  );
}

function Keys({ keys }: { keys: LtiTool['keys'] }) {
  const queryClient = useQueryClient();
  const rotate = useMutation({
    mutationFn: rotateLtiKeys,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ltiToolQuery.queryKey }),
  });
  const current = keys.find(({ shownUntil }) => shownUntil === null);
  const former = keys.length - (current ? 1 : 0);
  return (
    <div className={classes.keys}>
      <p className={classes.more}>
        {current
          ? `Interleave signs by a key of ${dateWords(new Date(current.createdAt))}.`
          : 'Interleave makes its key when it is first needed.'}
        {former > 0 && ` ${former} former ${former === 1 ? 'key is' : 'keys are'} still published.`}
      </p>
      <div className={classes.deeds}>
        <ConfirmButton
          words="New key"
          question="The former one stays published for 30 days."
          size="compact-sm"
          isPending={rotate.isPending}
          onConfirm={() => rotate.mutate(false)}
        />
        <ConfirmButton
          words="The key was stolen"
          question="A new key, and no other from now on? Platforms may refuse us until they have read it."
          size="compact-sm"
          isPending={rotate.isPending}
          onConfirm={() => rotate.mutate(true)}
        />
      </div>
      <FormProblem error={rotate.error} />
    </div>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type LtiPlatform, removeLtiPlatform } from '../api/lti.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import classes from './lms.module.css';
import { EditPlatformDialog } from './platform-dialog.tsx';

export function PlatformItem({ platform }: { platform: LtiPlatform }) {
  const queryClient = useQueryClient();
  const [isEditing, setIsEditing] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeLtiPlatform(platform.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['lti-platforms'] }),
  });
  const { name, issuer, clientId, deploymentIds, courses, trustsEmail } = platform;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <strong className={classes.address}>{name}</strong>
        <span className={classes.more}>{courses === 1 ? '1 course' : `${courses} courses`}</span>
      </div>
      <p>{issuer}</p>
      <p className={classes.more}>
        Client {clientId} ·{' '}
        {deploymentIds.length === 0
          ? 'any deployment'
          : `${deploymentIds.length === 1 ? 'deployment' : 'deployments'} ${deploymentIds.join(', ')}`}{' '}
        · e-mail addresses are {trustsEmail ? 'believed' : 'not believed'}
      </p>
      <div className={classes.deeds}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Change ${name}`}
          onClick={() => setIsEditing(true)}
        >
          Change
        </Button>
        <ConfirmButton
          words="Forget"
          label={`Forget ${name}`}
          question="Nobody comes in by it any more, and no scores go there. Courses, people and grades stay."
          size="compact-sm"
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </div>
      <FormProblem error={remove.error} />
      {isEditing && <EditPlatformDialog platform={platform} onClose={() => setIsEditing(false)} />}
    </li>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../forms/input-styles.ts';
import { ltiPlatformsQuery } from '../api/lti.ts';
import { ShowMore } from '../forms/show-more.tsx';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import classes from './lms.module.css';
import { NewPlatformDialog } from './platform-dialog.tsx';
import { PlatformItem } from './platform-item.tsx';
import { RegistrationLink } from './registration-link.tsx';
import { ToolAddresses } from './tool-addresses.tsx';

/** For administrators: the learning platforms from which people come. */
export function PlatformsPage() {
  const platforms = useInfiniteQuery(ltiPlatformsQuery);
  const [isMaking, setIsMaking] = useState(false);
  const items = platforms.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title="Platforms" tabTitle="Platforms" />
        <Button variant="default" onClick={() => setIsMaking(true)}>
          Register by hand
        </Button>
      </div>
      <div className={classes.parts}>
        <RegistrationLink />
        <section className={classes.part} aria-labelledby="registered">
          <h2 id="registered" className="section-title">
            Registered
          </h2>
          {platforms.isPending && <Skeleton height={320} radius={14} />}
          {platforms.isError && <Trouble error={platforms.error} onRetry={() => void platforms.refetch()} />}
          {platforms.data && items.length === 0 && (
            <NothingHere
              title="No learning platform is registered"
              text="Moodle and others register themselves by a link. Canvas and the rest are entered by hand."
            />
          )}
          {items.length > 0 && (
            <ul className={classes.list}>
              {items.map((platform) => (
                <PlatformItem key={platform.id} platform={platform} />
              ))}
            </ul>
          )}
          <ShowMore list={platforms} />
        </section>
        <ToolAddresses />
      </div>
      {isMaking && <NewPlatformDialog onClose={() => setIsMaking(false)} />}
    </div>
  );
}

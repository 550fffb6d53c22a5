import { Link } from 'react-router';
import { PageTitle } from './page.tsx';
import { NothingHere } from './trouble.tsx';

export function NotFoundPage() {
  return (
    <div className="page page-narrow">
      <PageTitle title="No such page" tabTitle="No such page" className="visually-hidden" />
      <NothingHere
        title="There is no page here"
        text="The address may have been cut off, or what was here is gone."
        action={<Link to="/">All exercises</Link>}
      />
    </div>
  );
}

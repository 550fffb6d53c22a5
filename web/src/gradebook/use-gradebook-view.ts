import { useSearchParams } from 'react-router';
import type { GradebookView } from '../api/gradebook.ts';

/** Order and search of a gradebook, kept in the address: a link shows the same rows to a colleague. */
export function useGradebookView() {
  const [params, setParams] = useSearchParams();
  const sort = params.get('sort') ?? 'name';
  const view: GradebookView = {
    sort,
    order: params.get('order') === 'desc' ? 'desc' : 'asc',
    search: params.get('search') ?? '',
  };

  const change = (changed: Partial<GradebookView>): void => {
    const next = { ...view, ...changed };
    setParams(
      {
        ...(next.sort === 'name' ? {} : { sort: next.sort }),
        ...(next.order === 'asc' ? {} : { order: next.order }),
        ...(next.search === '' ? {} : { search: next.search }),
      },
      { replace: true, preventScrollReset: true },
    );
  };

  /** The same column again turns the order round. Names begin with A, points with the most. */
  const sortBy = (column: string): void => {
    if (column !== view.sort) change({ sort: column, order: column === 'name' ? 'asc' : 'desc' });
    else change({ order: view.order === 'asc' ? 'desc' : 'asc' });
  };

  return { view, sortBy, searchFor: (search: string) => change({ search }) };
}

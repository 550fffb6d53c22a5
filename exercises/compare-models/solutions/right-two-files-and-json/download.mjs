export const fetchAll = (urls) =>
  Promise.all(urls.map((url) => fetch(url).then((response) => response.text())));

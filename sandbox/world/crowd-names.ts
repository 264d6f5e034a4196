/** The names of a crowd: invented, and put together at random. */
export const FIRST_NAMES = (
  'Aino Alba Anselm Arlo Aster Bastian Birgit Bram Calla Cato Cedric Clio Corin Dagny Damaris Delphine' +
  ' Edda Eero Elowen Emrys Enzo Esme Farah Fenna Finnian Flora Gaia Gideon Greta Hale Hanno Hester' +
  ' Ida Ilse Imre Iona Isolde Jalil Jorah Juno Kaia Kasimir Keziah Lark Leander Linnea Lorcan Lumi' +
  ' Maeve Magnus Marlo Merle Nadia Nia Noor Oda Odin Orla Ottilie Pascal Petra Quill Rafe Ravi' +
  ' Romy Runa Sable Sanna Silas Soren Tamsin Thea Tycho Ulla Umber Vesna Vigo Wren Yara Zadie'
).split(' ');

export const LAST_NAMES = (
  'Abernathy Ashgrove Bellweather Birk Blackwater Bracken Brightsea Calder Carrow Cliffe Cobb Corvin Dale Darnley Deepwell Drift' +
  ' Dunmore Eastwick Ebbe Elmhurst Fairwind Falk Farrow Fenwick Fjord Flint Gale Garnet Glass Grimsby Gull Hallow' +
  ' Harbin Hawthorn Heron Holm Hurst Inkwell Ives Jessop Jetty Keel Kestrel Knot Lake Larkin Locke Lund' +
  ' Marsh Merrow Mistral Moor Mosswood Northcote Oakes Oar Pender Pike Quay Quince Reed Ridgeway Rook Rowe' +
  ' Sable Sand Sedge Selkie Shore Skerry Stern Storm Tarn Thorne Tideman Vane Wake Weir Westerly Wharf' +
  ' Wick'
).split(' ');

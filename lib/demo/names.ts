/** Given and family names, mixed as a company in London, Lyon and Porto would have them. All people are made up. */
const split = (text: string) => text.trim().split(/\s+/)

export const GIVEN = split(`
  Amelie Arthur Beatriz Bilal Carla Chidi Clara Dana David Diego Elena Emeka Emma Farah Felix Fiona Gael George Gita
  Hanna Harun Helena Hugo Ida Igor Imani Isabel Ivan Jana Jasper Joana Jonas Julia Kamal Karin Kofi Laila Laszlo Lena
  Leon Louise Lucas Maeve Marco Mariam Marta Mateo Mei Mila Mohamed Nadia Natalia Nils Nora Olga Oliver Paula Pedro Petra
  Priya Rafael Rana Rita Robin Rosa Samuel Sara Sean Selma Simon Sofia Stefan Tara Teresa Theo Tiago Uma Valeria Victor
  Wanda Xavier Yara Yusuf Zeynep Zoe
`)

export const FAMILY = split(`
  Abbas Adeyemi Almeida Amari Andersson Araujo Barbosa Becker Bennani Bernard Blum Brandt Carvalho Castro Chandra Chevalier
  Costa Dahl Darwish Delgado Demir Dubois Duarte Eriksen Esposito Farkas Fernandes Fischer Fontaine Garnier Ghosh Gomes
  Greene Haddad Hansen Hoffmann Horvath Hughes Ibrahim Iyer Jansen Kaya Keller Khan Kovacs Kowalski Lambert Larsen Lefevre
  Lindqvist Lopes Lukacs Mahmoud Marchetti Martins Mbeki Mendes Meyer Moreau Murphy Nair Novak Nunes Okafor Olsen Osei
  Papadaki Pereira Petrov Pinto Quinn Rahman Ramos Reuter Ribeiro Rossi Roux Sahin Santos Schmid Silva Sokolov Sorensen
  Tavares Teixeira Thomsen Turner Vargas Vasquez Vidal Vogel Walsh Weiss Winter Yildiz Zeman Zhang
`)

/** Customers of the company, by the domain of their people. */
export const CUSTOMERS = split(`
  brightwater.example oakridge.example harrow-lane.example solvista.example nordkai.example tidewell.example
  maplecourt.example quayside.example fernhollow.example kestrel-works.example
`)
